//go:build race

package db_test

// underRace says that the race detector watches.
const underRace = true
