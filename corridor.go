// Package corridor holds the files of the project's top folder that the program
// hands on to those who cite the data.
package corridor

import _ "embed" // files

// Citation says how to cite the project and its dataset (CITATION.cff).
//
//go:embed CITATION.cff
var Citation []byte

// Codebook has the rules by which the documents were read.
//
//go:embed docs/coding.md
var Codebook []byte
