package main

import (
	"math"
	"strings"
)

// random is splitmix64. It is our own so that a scale gives the same graph on
// every machine and with every version of Go.
type random struct{ state uint64 }

func (r *random) next() uint64 {
	r.state += 0x9E3779B97F4A7C15
	z := r.state
	z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9
	z = (z ^ (z >> 27)) * 0x94D049BB133111EB
	return z ^ (z >> 31)
}

// below is a number from 0 to n-1.
func (r *random) below(n int) int { return int(r.next() % uint64(n)) }

// part is a number from 0 to 1, without 1.
func (r *random) part() float64 { return float64(r.next()>>11) / (1 << 53) }

func (r *random) pick(of []string) string { return of[r.below(len(of))] }

// amount is a number of which the small ones are the many, up to e to the top.
func (r *random) amount(top float64) int { return 1 + int(math.Exp(r.part()*top)) }

var syllables = []string{"ba", "lu", "ho", "rek", "mi", "ta", "von", "dal", "ki", "sor", "pen", "ra", "zu", "nim", "gor", "lek", "sha",
	"tir", "qua", "fel"}

// name is two words.
func (r *random) name() string {
	first := r.word(2 + r.below(2))
	return first + " " + r.word(2+r.below(2))
}

func (r *random) word(length int) string {
	var b strings.Builder
	for range length {
		b.WriteString(r.pick(syllables))
	}
	s := b.String()
	return strings.ToUpper(s[:1]) + s[1:]
}

// shuffled is a permutation of 0 to n-1.
func (r *random) shuffled(n int) []int {
	order := make([]int, n)
	for i := range order {
		order[i] = i
	}
	for i := n - 1; i > 0; i-- {
		j := r.below(i + 1)
		order[i], order[j] = order[j], order[i]
	}
	return order
}
