package storage

import (
	"bufio"
	"encoding/binary"
	"fmt"
	"io"
	"path/filepath"

	"corridor/internal/engine/value"
)

const blockSize = 1 << 20

// writeSnapshot writes all of v as the changes that make it from nothing: names,
// nodes, relationships, then the indexes and constraints over them.
func writeSnapshot(fs FS, dir string, id [16]byte, v *View) error {
	return writeFile(fs, filepath.Join(dir, snapshotName(v.sequence)), func(w io.Writer) error {
		if _, err := w.Write(appendHeader(nil, snapshotFile, id, v.sequence)); err != nil {
			return err
		}
		s := &snapshotWriter{v: v, w: w, redo: redo{on: true}}
		s.names()
		s.nodes()
		s.relationships()
		s.schema()
		s.flush()
		return s.block(nil)
	})
}

func snapshotName(sequence uint64) string { return fmt.Sprintf("snapshot-%016x", sequence) }

type snapshotWriter struct {
	redo
	v     *View
	w     io.Writer
	count uint64
	err   error
}

// full writes a block when enough has come together.
func (s *snapshotWriter) full() bool {
	if len(s.ops) >= blockSize {
		s.flush()
	}
	return s.err == nil
}

func (s *snapshotWriter) flush() {
	if len(s.ops) > 0 {
		s.block(s.ops)
		s.ops = s.ops[:0]
	}
}

func (s *snapshotWriter) block(payload []byte) error {
	if s.err == nil {
		_, s.err = s.w.Write(appendRecord(nil, s.count, 0, payload))
		s.count++
	}
	return s.err
}

func (s *snapshotWriter) names() {
	for kind, table := range [...]*tokens{labelName: &s.v.labels, typeName: &s.v.types, keyName: &s.v.keys} {
		for _, name := range table.names {
			s.name(nameKind(kind), name)
			s.full()
		}
	}
	s.add(opNextIDs, s.v.nextNode, s.v.nextRelationship)
}

func (s *snapshotWriter) nodes() {
	eachID(s.v.ScanNodes, func(id ID) bool {
		s.node(id, s.v.NodeLabels(id))
		s.v.EachNodeProperty(id, func(k Key, x value.Value) bool {
			s.property(nodes, id, k, x)
			return s.full()
		})
		return s.full()
	})
}

func (s *snapshotWriter) relationships() {
	eachID(s.v.ScanRelationships, func(id ID) bool {
		start, end, typ := s.v.Ends(id)
		s.relationship(id, start, end, typ)
		s.v.EachRelationshipProperty(id, func(k Key, x value.Value) bool {
			s.property(relationships, id, k, x)
			return s.full()
		})
		return s.full()
	})
}

func (s *snapshotWriter) schema() {
	for _, ix := range s.v.schema.indexes {
		if ix.Constraint == "" {
			s.createIndex(ix)
		}
	}
	for _, c := range s.v.schema.constraints {
		s.createConstraint(c)
	}
}

// readSnapshot puts what a snapshot holds into t, whose state is empty.
func readSnapshot(fs FS, path string, id [16]byte, sequence uint64, t *Tx) error {
	f, err := fs.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	s := &snapshotReader{path: path, r: bufio.NewReaderSize(f, 1<<16)}
	head := make([]byte, headerSize)
	n, _ := io.ReadFull(s.r, head)
	if _, found, err := parseHeader(path, head[:n], snapshotFile, &id); err != nil {
		return err
	} else if found != sequence {
		return damaged(path, 32, fmt.Sprintf("its name says that it is of commit %d, its header of %d", sequence, found))
	}
	s.offset = headerSize
	for {
		payload, err := s.next()
		if err != nil {
			return err
		}
		if len(payload) == 0 {
			return s.end()
		}
		if err := t.apply(payload); err != nil {
			return damaged(path, s.start, "a record has a good checksum and "+err.Error())
		}
	}
}

type snapshotReader struct {
	path          string
	r             *bufio.Reader
	start, offset int64 // of the last record, and where the next one begins
	count         uint64
}

// next is the payload of the next record.
func (s *snapshotReader) next() ([]byte, error) {
	s.start = s.offset
	b := make([]byte, recordSize)
	if _, err := io.ReadFull(s.r, b); err != nil {
		return nil, s.cut(err)
	}
	if checksum(b[:24]) != binary.LittleEndian.Uint32(b[24:]) {
		return nil, damaged(s.path, s.start, badHead.String())
	}
	rest, err := io.ReadAll(io.LimitReader(s.r, int64(binary.LittleEndian.Uint32(b))))
	if err != nil {
		return nil, err
	}
	r, size, why := parseRecord(append(b, rest...))
	switch {
	case why != fine:
		return nil, damaged(s.path, s.start, why.String())
	case r.sequence != s.count:
		return nil, damaged(s.path, s.start, fmt.Sprintf("record %d stands where %d should be", r.sequence, s.count))
	}
	s.count++
	s.offset += int64(size)
	return r.payload, nil
}

func (s *snapshotReader) cut(err error) error {
	if err == io.EOF || err == io.ErrUnexpectedEOF {
		return damaged(s.path, s.offset, "it ends without an end mark")
	}
	return err
}

func (s *snapshotReader) end() error {
	if _, err := s.r.ReadByte(); err == nil {
		return damaged(s.path, s.offset, "something follows the end mark")
	}
	return nil
}
