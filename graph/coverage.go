package graph

import (
	"fmt"
	"strings"
)

// Coverage counts how much of a document supports something. Body leaves out
// headings, furniture, author notes and reference entries.
type Coverage struct {
	Document   string         `json:"document"`
	Passages   int            `json:"passages"`
	Supporting int            `json:"supporting"`
	Body       int            `json:"body"`
	BodyNone   int            `json:"body_none"` // of the body, supporting nothing
	Share      float64        `json:"share"`     // BodyNone of Body, from 0 to 1
	Reasons    map[string]int `json:"reasons"`
}

// Cover counts a reading.
func Cover(r Reading) Coverage {
	c := Coverage{Document: r.Document, Passages: len(r.Passages), Reasons: map[string]int{}}
	for _, p := range r.Passages {
		if p.None != "" {
			c.Reasons[p.None]++
		}
		switch p.None {
		case "":
			c.Supporting++
			c.Body++
		case "heading", "furniture", "author note", "reference entry":
		default:
			c.Body++
			c.BodyNone++
		}
	}
	if c.Body > 0 {
		c.Share = float64(c.BodyNone) / float64(c.Body)
	}
	return c
}

// ReasonText lists the reasons with their counts.
func (c Coverage) ReasonText() string {
	var parts []string
	for _, reason := range Reasons {
		if n := c.Reasons[reason]; n > 0 {
			parts = append(parts, fmt.Sprintf("%s %d", reason, n))
		}
	}
	return strings.Join(parts, ", ")
}
