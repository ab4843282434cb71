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

// writeSnapshot writes all of v into a file of its folder.
func writeSnapshot(fs FS, dir string, id [16]byte, v *View) error {
	return writeFile(fs, filepath.Join(dir, snapshotName(v.sequence)), func(w io.Writer) error {
		image := newImage(id, v)
		for b := image.Next(); b != nil; b = image.Next() {
			if _, err := w.Write(b); err != nil {
				return err
			}
		}
		return nil
	})
}

func snapshotName(sequence uint64) string { return fmt.Sprintf("snapshot-%016x", sequence) }

// Image is a committed state as the bytes of a snapshot file: the changes that
// make it from nothing, which are names, nodes, relationships, then the indexes
// and constraints over them. It is made piece by piece as it is taken, and
// holds nobody up: the state does not change.
type Image struct {
	redo
	v      *View
	head   []byte
	stage  stage
	ids    []ID // of the stage, to be written next
	buffer [chunkSize]ID
	cursor uint64 // of the scan for ids behind them
	all    bool   // the scan has found all ids
	count  uint64
	ended  bool
}

// stage is a part of an image.
type stage uint8

const (
	ofNames stage = iota
	ofNodes
	ofRelationships
	ofSchema
	ofNothing
)

func newImage(id [16]byte, v *View) *Image {
	return &Image{redo: redo{on: true}, v: v, head: appendHeader(nil, snapshotFile, id, v.sequence)}
}

// Next is the next piece, about a megabyte that belongs to the caller; nil
// after the last one.
func (m *Image) Next() []byte {
	if m.ended {
		return nil
	}
	m.ops = m.ops[:0]
	for len(m.ops) < blockSize && m.stage < ofNothing {
		m.step()
	}
	m.ended = len(m.ops) == 0 // a record without changes is the mark of the end
	piece := appendRecord(m.head, m.count, 0, m.ops)
	m.count++
	m.head = nil
	return piece
}

// step adds a node or a relationship, or all of a stage that is short.
func (m *Image) step() {
	switch m.stage {
	case ofNames:
		m.names()
	case ofSchema:
		m.schema()
	default:
		if id, found := m.nextID(); found {
			m.entity(id)
			return
		}
		m.cursor, m.all = 0, false
	}
	m.stage++
}

func (m *Image) nextID() (id ID, found bool) {
	for len(m.ids) == 0 {
		if m.all {
			return 0, false
		}
		scan := m.v.ScanNodes
		if m.stage == ofRelationships {
			scan = m.v.ScanRelationships
		}
		var n int
		n, m.cursor, m.all = scan(m.cursor, m.buffer[:])
		m.ids = m.buffer[:n]
	}
	id, m.ids = m.ids[0], m.ids[1:]
	return id, true
}

func (m *Image) entity(id ID) {
	if m.stage == ofNodes {
		m.node(id, m.v.NodeLabels(id))
		m.v.EachNodeProperty(id, func(k Key, x value.Value) bool {
			m.property(nodes, id, k, x)
			return true
		})
		return
	}
	start, end, typ := m.v.Ends(id)
	m.relationship(id, start, end, typ)
	m.v.EachRelationshipProperty(id, func(k Key, x value.Value) bool {
		m.property(relationships, id, k, x)
		return true
	})
}

func (m *Image) names() {
	for kind, table := range [...]*tokens{labelName: &m.v.labels, typeName: &m.v.types, keyName: &m.v.keys} {
		for _, name := range table.names {
			m.name(nameKind(kind), name)
		}
	}
	m.add(opNextIDs, m.v.nextNode, m.v.nextRelationship)
}

func (m *Image) schema() {
	for _, ix := range m.v.schema.indexes {
		if ix.Constraint == "" {
			m.createIndex(ix)
		}
	}
	for _, c := range m.v.schema.constraints {
		m.createConstraint(c)
	}
}

// readSnapshot puts what a snapshot holds into t, whose state is empty.
func readSnapshot(fs FS, path string, id [16]byte, sequence uint64, t *Tx) error {
	s, err := openSnapshot(fs, path, &id)
	if err != nil {
		return err
	}
	defer s.file.Close()
	if err := s.named(sequence); err != nil {
		return err
	}
	return s.each(t.apply)
}

// snapshotReader reads the file of a snapshot, or a backup.
type snapshotReader struct {
	path          string
	file          File
	r             *bufio.Reader
	id            [16]byte
	sequence      uint64
	start, offset int64 // of the last record, and where the next one begins
	count         uint64
}

// openSnapshot reads the header; id is the database's, nil where any will do.
func openSnapshot(fs FS, path string, id *[16]byte) (*snapshotReader, error) {
	f, err := fs.Open(path)
	if err != nil {
		return nil, err
	}
	s := &snapshotReader{path: path, file: f, r: bufio.NewReaderSize(f, 1<<16), offset: headerSize}
	head := make([]byte, headerSize)
	n, err := io.ReadFull(s.r, head)
	if err == nil || err == io.EOF || err == io.ErrUnexpectedEOF {
		s.id, s.sequence, err = parseHeader(path, head[:n], snapshotFile, id)
	}
	if err != nil {
		f.Close()
		return nil, err
	}
	return s, nil
}

// named is an error where the file's name and its header differ.
func (s *snapshotReader) named(sequence uint64) error {
	if s.sequence == sequence {
		return nil
	}
	return damaged(s.path, 32, fmt.Sprintf("its name says that it is of commit %d, its header of %d", sequence, s.sequence))
}

// each gives do what the records hold, up to the mark of the end.
func (s *snapshotReader) each(do func(payload []byte) error) error {
	for {
		payload, err := s.next()
		if err != nil {
			return err
		}
		if len(payload) == 0 {
			return s.end()
		}
		if err := do(payload); err != nil {
			return damaged(s.path, s.start, "a record has a good checksum and "+err.Error())
		}
	}
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
