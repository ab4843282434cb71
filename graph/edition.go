package graph

import (
	"fmt"
	"io/fs"
)

// Edition is the number of the dataset that the program carries. A release is
// a hash, which does not say which of two is the newer one; every change of the
// data raises the edition, and a test holds that it was raised.
func Edition() int {
	edition, _ := LastEdition()
	return edition
}

// LastEdition is what edition.txt of the dataset says: the number, and the
// release that it was given to.
func LastEdition() (edition int, release string) {
	text, err := fs.ReadFile(Files(), "edition.txt")
	if err == nil {
		_, err = fmt.Sscan(string(text), &edition, &release)
	}
	if err != nil {
		panic(fmt.Sprint("graph/dataset/edition.txt: ", err)) // embedded, and read by a test
	}
	return edition, release
}
