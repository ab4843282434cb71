package bolt

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"

	"corridor/internal/engine/value"
)

func chunked(message []byte, size int) []byte {
	var out []byte
	for rest := message; len(rest) > 0; {
		n := min(size, len(rest))
		out = append(append(out, byte(n>>8), byte(n)), rest[:n]...)
		rest = rest[n:]
	}
	return append(out, 0, 0)
}

func TestChunksOfAnySize(t *testing.T) {
	message := bytes.Repeat([]byte("message "), 10_000)
	for _, size := range []int{1, 2, 7, 8000, 65535} {
		stream := append(make([]byte, 6), chunked(message, size)...) // three empty chunks first
		stream = append(stream, chunked([]byte("next"), size)...)
		in := chunkReader{bufio.NewReader(bytes.NewReader(stream))}
		for _, want := range [][]byte{message, []byte("next")} {
			got, err := in.message(1 << 20)
			if err != nil || !bytes.Equal(got, want) {
				t.Errorf("chunks of %d: %d bytes, %v; not %d", size, len(got), err, len(want))
			}
		}
		if _, err := in.message(1); err != io.EOF {
			t.Errorf("at the end: %v", err)
		}
	}
}

func TestMessageThatIsTooLong(t *testing.T) {
	stream := append(chunked(make([]byte, 1001), 50), chunked([]byte("next"), 50)...)
	in := chunkReader{bufio.NewReader(bytes.NewReader(stream))}
	if _, err := in.message(1000); codeOf(err) != value.RequestInvalid {
		t.Errorf("1,001 bytes where 1,000 are allowed: %v", err)
	}
	if next, err := in.message(1000); err != nil || string(next) != "next" {
		t.Errorf("what follows it: %q, %v", next, err)
	}
}

func TestMessageThatBreaksOff(t *testing.T) {
	in := chunkReader{bufio.NewReader(strings.NewReader("\x00\x05abc"))}
	if _, err := in.message(100); err != io.ErrUnexpectedEOF {
		t.Errorf("a chunk that breaks off: %v", err)
	}
}

func TestAnswersInChunks(t *testing.T) {
	var wire bytes.Buffer
	out := chunkWriter{out: bufio.NewWriter(&wire)}
	long := strings.Repeat("x", 200_000)
	if err := out.record([]value.Value{value.OfString(long)}); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(out.ignored(), out.flush()); err != nil {
		t.Fatal(err)
	}
	in := chunkReader{bufio.NewReader(&wire)}
	record, err := in.message(1 << 20)
	if err != nil || !bytes.HasSuffix(record, []byte(long)) || record[1] != tagRecord {
		t.Errorf("a long record: %d bytes, %v", len(record), err)
	}
	if ignored, err := in.message(10); err != nil || !bytes.Equal(ignored, []byte{tinyStruct, tagIgnored}) {
		t.Errorf("what follows it: %x, %v", ignored, err)
	}
}

func FuzzChunks(f *testing.F) {
	f.Add([]byte("\x00\x00\x00\x03abc\x00\x01d\x00\x00"), uint16(3))
	f.Fuzz(func(t *testing.T, data []byte, size uint16) {
		in := chunkReader{bufio.NewReader(bytes.NewReader(data))}
		for {
			message, err := in.message(1000)
			if err != nil {
				break
			}
			if len(message) == 0 || len(message) > 1000 {
				t.Fatalf("a message of %d bytes", len(message))
			}
			again := chunkReader{bufio.NewReader(bytes.NewReader(chunked(message, max(1, int(size)))))}
			if back, err := again.message(1000); err != nil || !bytes.Equal(back, message) {
				t.Fatalf("%x came back as %x, %v", message, back, err)
			}
		}
	})
}
