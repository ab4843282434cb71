package engine

import (
	"io"

	"corridor/internal/engine/storage"
)

// Contents says what a folder or a backup holds.
type Contents = storage.Contents

// OccupiedError is the error of Restore into a folder that holds a database.
type OccupiedError = storage.OccupiedError

// Restore makes the graph of a backup the one that is kept in a folder. Where
// there is one that is not empty it is an OccupiedError, unless replace is true.
func Restore(dir, backup string, replace bool) (Contents, error) {
	return storage.Restore(storage.OS(), dir, backup, replace)
}

// ThereError is the error of SaveBackup where a file has the name already.
type ThereError = storage.ThereError

// SaveBackup makes the file of a backup from what write gives, which is what
// the procedure corridor.backup does, and checks it before it gets its name.
func SaveBackup(path string, replace bool, write func(io.Writer) error) (Contents, error) {
	return storage.SaveBackup(storage.OS(), path, replace, write)
}

// Look checks the database in a folder that nobody has open, and changes
// nothing there. Each fault names what it is about; where the files have none
// there is a database in memory that begins as it stands in the folder.
func Look(dir string, o Options) (d *Database, found Contents, faults []error, err error) {
	graph, faults, err := storage.Look(storage.OS(), dir)
	if err != nil || graph == nil {
		return nil, found, faults, err
	}
	return newDatabase(graph, o), graph.Contents(), faults, nil
}

// Kept says whether a folder holds a database, sound or not.
func Kept(dir string) bool { return storage.Kept(storage.OS(), dir) }
