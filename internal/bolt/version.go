package bolt

import (
	"bytes"
	"slices"
)

// version is what one version of the protocol does its own way. There is one
// session for all of them.
type version struct {
	major, minor byte
	shapes
	logon bool // LOGON logs in; before it HELLO did
}

// versions are those that are spoken.
var versions = []version{
	{major: 5, minor: 4, shapes: shapes{elementIDs: true, utc: true}, logon: true},
	{major: 5, minor: 3, shapes: shapes{elementIDs: true, utc: true}, logon: true},
	{major: 5, minor: 2, shapes: shapes{elementIDs: true, utc: true}, logon: true},
	{major: 5, minor: 1, shapes: shapes{elementIDs: true, utc: true}, logon: true},
	{major: 5, minor: 0, shapes: shapes{elementIDs: true, utc: true}},
	{major: 4, minor: 4},
}

// atLeast says whether v is the version since, as in 5.1, or a later one.
func (v version) atLeast(since [2]byte) bool {
	return bytes.Compare([]byte{v.major, v.minor}, since[:]) >= 0
}

// magic is how a client begins that wants to speak Bolt.
var magic = [4]byte{0x60, 0x60, 0xB0, 0x17}

// choose takes the first of a client's four proposals that is spoken, and the
// highest version in it:
//
//	0, how many minor versions below count as well, minor, major
func choose(proposals [16]byte) (version, bool) {
	for proposal := range slices.Chunk(proposals[:], 4) {
		reach, minor, major := int(proposal[1]), int(proposal[2]), proposal[3]
		for _, v := range versions {
			if v.major == major && int(v.minor) <= minor && int(v.minor) >= minor-reach {
				return v, true
			}
		}
	}
	return version{}, false
}
