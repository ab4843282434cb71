package main

import (
	"fmt"
	"os"

	"github.com/docker/go-units" // sizes as people write them, Apache-2.0, Docker's
	"github.com/spf13/pflag"     // cobra's flags, BSD, kept with it
)

// limitVariable sets how much memory a graph in this program may take.
const limitVariable = "CORRIDOR_MEMORY_LIMIT"

// size is a number of bytes that is written as 512MiB or 4g.
type size int64

// limitFlag adds the flag for how much memory the graph may take.
func limitFlag(flags *pflag.FlagSet, to *size) {
	flags.Var(to, "memory-limit", "memory that the graph may take, about, such as 512MiB; 4GiB where nothing is said ("+limitVariable+")")
}

// String is the size as a person would write it.
func (s *size) String() string {
	if *s == 0 {
		return ""
	}
	return units.BytesSize(float64(*s))
}

// Set reads a size.
func (s *size) Set(text string) error {
	n, err := units.RAMInBytes(text)
	if err != nil || n < 1<<20 {
		return fmt.Errorf("want a size of 1MiB or more, such as 512MiB or 4GiB")
	}
	*s = size(n)
	return nil
}

// Type is what help calls the value.
func (s *size) Type() string { return "size" }

// bytes is the limit: the flag's, or that of the environment, or 0.
func (s *size) bytes() (int64, error) {
	if text := os.Getenv(limitVariable); *s == 0 && text != "" {
		if err := s.Set(text); err != nil {
			return 0, usageError{fmt.Errorf("%s is %q: %w", limitVariable, text, err)}
		}
	}
	return int64(*s), nil
}
