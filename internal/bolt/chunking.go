package bolt

import (
	"bufio"
	"encoding/binary"
	"errors"
	"io"
	"math"
	"time"

	"corridor/internal/engine/value"
)

// A message travels in chunks, each a size of two bytes and so many bytes, and
// ends with a chunk of size 0:
//
//	00 05 b1 70 a0 .. ..   00 02 .. ..   00 00
//
// An empty chunk where no message has begun is there to keep the line alive.

// chunkReader puts messages together.
type chunkReader struct {
	in *bufio.Reader
}

// message gives the next message, in memory of its own. Of one that is longer
// than limit nothing is kept, and its end is where the next one begins.
func (c chunkReader) message(limit int) ([]byte, error) {
	var message []byte
	length := 0
	for {
		var head [2]byte
		if _, err := io.ReadFull(c.in, head[:]); err != nil {
			return nil, err
		}
		size := int(binary.BigEndian.Uint16(head[:]))
		if size == 0 && length > limit {
			return nil, invalid("The message is longer than the %d bytes that are allowed here.", limit)
		}
		if size == 0 && length > 0 {
			return message, nil
		}
		var err error
		if length += size; length > limit {
			message = nil
			_, err = c.in.Discard(size)
		} else {
			message = append(message, make([]byte, size)...)
			_, err = io.ReadFull(c.in, message[length-size:])
		}
		if err != nil {
			return nil, err
		}
	}
}

// next gives the next message, or what is wrong with it; an error means that
// there are no more.
func (c chunkReader) next(limit int) (incoming, error) {
	data, err := c.message(limit)
	var fault *value.Error
	if errors.As(err, &fault) {
		return incoming{fault: fault}, nil
	}
	return incoming{data: data}, err
}

// chunkWriter sends answers; they stand in its buffer until flush.
type chunkWriter struct {
	packer
	out     *bufio.Writer
	flushed time.Time
}

func (c *chunkWriter) flush() error {
	c.flushed = time.Now()
	return c.out.Flush()
}

// slowly is how long rows may wait for others to be sent with.
const slowly = 100 * time.Millisecond

// The tags of answers.
const (
	tagSuccess = 0x70
	tagRecord  = 0x71
	tagIgnored = 0x7E
	tagFailure = 0x7F
)

func (c *chunkWriter) success(metadata *value.Mapping) error {
	c.structure(tagSuccess, 1)
	c.mapping(metadata)
	return c.send()
}

func (c *chunkWriter) failure(metadata *value.Mapping) error {
	c.structure(tagFailure, 1)
	c.mapping(metadata)
	return c.send()
}

func (c *chunkWriter) ignored() error {
	c.structure(tagIgnored, 0)
	return c.send()
}

func (c *chunkWriter) record(row []value.Value) error {
	c.structure(tagRecord, 1)
	c.values(row)
	if err := c.send(); err != nil || time.Since(c.flushed) < slowly {
		return err
	}
	return c.flush()
}

// keep is how much memory a packed message may leave behind for the next.
const keep = 1 << 20

// send writes what is packed as one message.
func (c *chunkWriter) send() error {
	for rest := c.buf; len(rest) > 0; {
		size := min(len(rest), math.MaxUint16)
		head := [2]byte{byte(size >> 8), byte(size)}
		c.out.Write(head[:])     //nolint:errcheck // the writer keeps its first fault
		c.out.Write(rest[:size]) //nolint:errcheck
		rest = rest[size:]
	}
	_, err := c.out.Write([]byte{0, 0})
	if c.buf = c.buf[:0]; cap(c.buf) > keep {
		c.buf = nil
	}
	return err
}
