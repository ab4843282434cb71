package graph

import "github.com/google/uuid" // RFC 9562 identifiers, BSD, Google's

// namespace of the version 5 identifiers; itself version 5, of the project's
// name under the DNS namespace. It never changes.
var namespace = uuid.NewSHA1(uuid.NameSpaceDNS, []byte("corridor.graph"))

// ID returns the UUID of a key: version 5, so the same key gives the same one
// in every release (RFC 9562, section 5.5).
func ID(key string) string { return uuid.NewSHA1(namespace, []byte(key)).String() }
