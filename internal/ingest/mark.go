package ingest

import (
	"crypto/sha256"
	"encoding/hex"
	"hash/fnv"
	"strings"
	"unicode"

	"golang.org/x/text/cases"        // Unicode case folding, BSD, the Go team's
	"golang.org/x/text/unicode/norm" // Unicode normal forms (ligatures), BSD, the Go team's

	"corridor/graph"
)

// normalise reduces text to its letters and digits in folded case, without
// spaces: what is left is the same however lines are broken, words hyphenated,
// quotes and ligatures set.
func normalise(text string) string {
	folded := cases.Fold().String(norm.NFKC.String(text))
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, folded)
}

// MarkOf makes the mark of a sentence; its occurrence is 1.
func MarkOf(sentence string) graph.Mark {
	letters := normalise(sentence)
	runes := []rune(letters)
	end := min(endLetters, len(runes))
	return graph.Mark{
		Hash:       hashOf(letters),
		Occurrence: 1,
		Length:     len(runes),
		Roll:       rollOf(runes),
		Head:       endOf(runes[:end]),
		Tail:       endOf(runes[len(runes)-end:]),
		Print:      hex.EncodeToString(printOf(letters)),
	}
}

// endLetters is how many letters at either end of a sentence are hashed by
// themselves, to find one that something interrupts.
const endLetters = 10

func endOf(letters []rune) uint32 { return endOfRoll(rollOf(letters)) }

func endOfRoll(roll uint64) uint32 { return uint32(mix(roll) >> 32) }

func hashOf(letters string) string {
	sum := sha256.Sum256([]byte(letters))
	return hex.EncodeToString(sum[:12])
}

// rollBase is the base of the polynomial rolling hash (Karp and Rabin 1987),
// modulo 2^64; any odd number of some size serves, as matches are confirmed by
// SHA-256.
const rollBase = 0x9E3779B97F4A7C15

func rollOf(letters []rune) uint64 {
	var h uint64
	for _, r := range letters {
		h = h*rollBase + uint64(r)
	}
	return h
}

const (
	printSize  = 32 // minima kept of a sentence, a byte each
	printGroup = 5  // characters hashed together
)

// printOf is a b-bit MinHash (Li and König 2010) over character groups: the
// share of equal bytes of two prints estimates how alike the sentences are.
func printOf(letters string) []byte {
	var minima [printSize]uint64
	for i := range minima {
		minima[i] = ^uint64(0)
	}
	for _, group := range groups([]rune(letters)) {
		h := fnv.New64a()
		h.Write([]byte(group)) // never fails
		seed := h.Sum64()
		for i := range minima {
			minima[i] = min(minima[i], mix(seed+uint64(i)*rollBase))
		}
	}
	print := make([]byte, printSize)
	for i, m := range minima {
		print[i] = byte(m)
	}
	return print
}

func groups(letters []rune) []string {
	if len(letters) <= printGroup {
		return []string{string(letters)}
	}
	out := make([]string, 0, len(letters)-printGroup+1)
	for i := 0; i+printGroup <= len(letters); i++ {
		out = append(out, string(letters[i:i+printGroup]))
	}
	return out
}

// mix is the finaliser of SplitMix64 (Steele, Lea, Flood 2014).
func mix(x uint64) uint64 {
	x = (x ^ x>>30) * 0xBF58476D1CE4E5B9
	x = (x ^ x>>27) * 0x94D049BB133111EB
	return x ^ x>>31
}

// similarity of two prints, from 0 to 1, with the share of bytes that agree by
// chance (1 in 256) left in.
func similarity(a, b []byte) float64 {
	if len(a) != printSize || len(b) != printSize {
		return 0
	}
	same := 0
	for i := range a {
		if a[i] == b[i] {
			same++
		}
	}
	return float64(same) / printSize
}
