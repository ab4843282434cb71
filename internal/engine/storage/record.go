package storage

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"io"
	"path/filepath"

	"corridor/internal/engine/value"
)

// Every file starts with a header and goes on with records (META has none):
//
//	header  "corridor" · kind (4) · format (4) · database (16) · sequence (8) · CRC-32C of these (4)
//	record  length (4) · CRC-32C of the payload (4) · sequence (8) · durable (8) · CRC-32C of these (4) · payload
//
// Numbers are little-endian. In a log a record is one transaction, and durable
// is the last one that was known to be on disk when it was written. In a
// snapshot records are counted from 0 and the last one has no payload.
const (
	magic        = "corridor"
	format       = 1
	headerSize   = 44
	recordSize   = 28
	largestBlock = 1<<32 - 1
)

// fileKind is what a file says that it is.
type fileKind string

const (
	metaFile     fileKind = "meta"
	logFile      fileKind = "log "
	snapshotFile fileKind = "snap"
)

// castagnoli is what CRC-32C is computed with.
var castagnoli = crc32.MakeTable(crc32.Castagnoli)

func checksum(b []byte) uint32 { return crc32.Checksum(b, castagnoli) }

func appendHeader(b []byte, kind fileKind, id [16]byte, sequence uint64) []byte {
	start := len(b)
	b = append(append(b, magic...), kind...)
	b = binary.LittleEndian.AppendUint32(b, format)
	b = append(b, id[:]...)
	b = binary.LittleEndian.AppendUint64(b, sequence)
	return binary.LittleEndian.AppendUint32(b, checksum(b[start:]))
}

func appendRecord(b []byte, sequence, durable uint64, payload []byte) []byte {
	start := len(b)
	b = binary.LittleEndian.AppendUint32(b, uint32(len(payload)))
	b = binary.LittleEndian.AppendUint32(b, checksum(payload))
	b = binary.LittleEndian.AppendUint64(b, sequence)
	b = binary.LittleEndian.AppendUint64(b, durable)
	b = binary.LittleEndian.AppendUint32(b, checksum(b[start:]))
	return append(b, payload...)
}

// damaged is the error for a file that is not as it was written.
func damaged(path string, offset int64, what string) error {
	return failure(value.Internal, fmt.Sprintf("The file %s is damaged at byte %d: %s.", path, offset, what))
}

// parseHeader reads a header; id is the database's, nil where it is not known yet.
func parseHeader(path string, b []byte, kind fileKind, id *[16]byte) (found [16]byte, sequence uint64, err error) {
	switch {
	case len(b) < headerSize:
		err = damaged(path, int64(len(b)), "it ends within its header")
	case string(b[:8]) != magic:
		err = failure(value.Internal, fmt.Sprintf("The file %s is not of this program: it does not start with %q.", path, magic))
	case checksum(b[:40]) != binary.LittleEndian.Uint32(b[40:]):
		err = damaged(path, 0, "the header's checksum is wrong")
	case binary.LittleEndian.Uint32(b[12:]) > format:
		err = failure(value.Internal, fmt.Sprintf("The file %s is of format %d; this program knows formats up to %d. A newer version of it wrote the file.",
			path, binary.LittleEndian.Uint32(b[12:]), format))
	case string(b[8:12]) != string(kind):
		err = damaged(path, 8, fmt.Sprintf("it should be %q and says %q", kind, b[8:12]))
	case id != nil && !bytes.Equal(b[16:32], id[:]):
		err = failure(value.Internal, fmt.Sprintf("The file %s belongs to another database.", path))
	}
	if err != nil {
		return found, 0, err
	}
	return [16]byte(b[16:32]), binary.LittleEndian.Uint64(b[32:]), nil
}

// record is one that was read.
type record struct {
	sequence, durable uint64
	payload           []byte
}

// whyNot says what is wrong with a record.
type whyNot uint8

const (
	fine       whyNot = iota
	short             // b ends within it
	badHead           // the checksum of its head is wrong
	badPayload        // the checksum of its payload is wrong
)

// String says why, for a message.
func (w whyNot) String() string {
	return [...]string{"it is fine", "it ends within a record", "the checksum of a record's head is wrong", "the checksum of a record's content is wrong"}[w]
}

// parseRecord reads the record at the start of b, and how long it is.
func parseRecord(b []byte) (r record, size int, why whyNot) {
	if len(b) < recordSize {
		return record{}, 0, short
	}
	if checksum(b[:24]) != binary.LittleEndian.Uint32(b[24:]) {
		return record{}, 0, badHead
	}
	r.sequence, r.durable = binary.LittleEndian.Uint64(b[8:]), binary.LittleEndian.Uint64(b[16:])
	size = recordSize + int(binary.LittleEndian.Uint32(b))
	if len(b) < size {
		return record{}, size, short
	}
	if r.payload = b[recordSize:size]; checksum(r.payload) != binary.LittleEndian.Uint32(b[4:]) {
		return record{}, size, badPayload
	}
	return r, size, fine
}

// readFile is all of a file.
func readFile(fs FS, path string) ([]byte, error) {
	f, err := fs.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(f)
}

// writeFile makes a file that is either wholly there under its name or not at
// all, whenever the machine stops.
func writeFile(fs FS, path string, write func(io.Writer) error) error {
	if err := writeSynced(fs, path+unfinished, write); err != nil {
		return err
	}
	if err := fs.Rename(path+unfinished, path); err != nil {
		return err
	}
	return fs.SyncDir(filepath.Dir(path))
}

// writeSynced makes a file whose content is on disk, and its name perhaps not.
func writeSynced(fs FS, path string, write func(io.Writer) error) error {
	f, err := fs.Create(path)
	if err != nil {
		return err
	}
	if err := write(f); err != nil {
		f.Close()
		return err
	}
	if err := f.Sync(); err != nil {
		f.Close()
		return err
	}
	return f.Close()
}

// unfinished ends the name of a file that is being written.
const unfinished = ".tmp"
