package engine

import "corridor/internal/engine/storage"

// Contents says what a folder or a backup holds.
type Contents = storage.Contents

// OccupiedError is the error of Restore into a folder that holds a database.
type OccupiedError = storage.OccupiedError

// CheckBackup reads all of a backup, and checks the graph that it holds.
func CheckBackup(path string) (Contents, error) { return storage.CheckBackup(storage.OS(), path) }

// Restore makes the graph of a backup the one that is kept in a folder. Where
// there is one that is not empty it is an OccupiedError, unless replace is true.
func Restore(dir, backup string, replace bool) (Contents, error) {
	return storage.Restore(storage.OS(), dir, backup, replace)
}

// CheckFolder checks the database in a folder that nobody has open, and changes
// nothing there. Each fault names what it is about.
func CheckFolder(dir string) (c Contents, faults []error, err error) {
	return storage.CheckFolder(storage.OS(), dir)
}
