package main

import (
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"runtime"
	"strconv"
	"strings"
	"sync/atomic"

	"github.com/spf13/cobra"

	"corridor/internal/httpapi"
)

// The variables that say whom serve lets in.
const tokensVariable, openVariable = "CORRIDOR_TOKENS", "CORRIDOR_OPEN_TO_ANYONE"

// guard is what the flags of serve say on who is let in.
type guard struct {
	file             string // with tokens; empty for those of the environment
	readWithoutToken bool
	openToAnyone     bool
	read             atomic.Pointer[httpapi.Tokens]
}

func (g *guard) flags(cmd *cobra.Command) {
	cmd.Flags().StringVar(&g.file, "tokens", "", "file of tokens that let requests in, NAME read|write|admin TOKEN a line ("+tokensVariable+" has such lines itself)")
	cmd.Flags().BoolVar(&g.readWithoutToken, "read-without-token", false, "let requests without a token read")
	cmd.Flags().BoolVar(&g.openToAnyone, "open-to-anyone", false, "listen where others can reach it though there are no tokens: whoever does may read ("+openVariable+")")
}

// check reads the tokens, and refuses what does not go together.
func (g *guard) check() (err error) {
	if err = g.renew(); err != nil {
		return usageError{err}
	}
	if text := os.Getenv(openVariable); text != "" && !g.openToAnyone {
		if g.openToAnyone, err = strconv.ParseBool(text); err != nil {
			return usageError{fmt.Errorf("%s is %q: want true or false", openVariable, text)}
		}
	}
	if g.readWithoutToken && len(g.tokens()) == 0 {
		return usageError{errors.New("--read-without-token needs tokens: without any all may read anyway; give --tokens FILE, or leave it out")}
	}
	return nil
}

// tokens are those that let requests in now.
func (g *guard) tokens() httpapi.Tokens { return *g.read.Load() }

// renew reads the tokens; where it cannot, those that there were stay.
func (g *guard) renew() error {
	tokens, err := g.list()
	if err == nil {
		g.read.Store(&tokens)
	}
	return err
}

// kept are the files to look at again.
func (g *guard) kept() []kept {
	if g.file == "" {
		return nil
	}
	return []kept{{"the file of tokens", []string{g.file}, g.renew}}
}

func (g *guard) list() (httpapi.Tokens, error) {
	lines := os.Getenv(tokensVariable)
	switch {
	case g.file == "" && lines == "":
		return nil, nil
	case g.file == "":
		tokens, err := httpapi.ParseTokens(strings.ReplaceAll(lines, ";", "\n"))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", tokensVariable, err)
		}
		return tokens, nil
	case lines != "":
		return nil, fmt.Errorf("--tokens is given and %s is set: leave out one", tokensVariable)
	}
	text, err := readOwn(g.file)
	if err != nil {
		return nil, fmt.Errorf("read the tokens: %w", err)
	}
	tokens, err := httpapi.ParseTokens(string(text))
	if err != nil {
		return nil, fmt.Errorf("--tokens %s: %w", g.file, err)
	}
	return tokens, nil
}

// readOwn reads a file that nobody else can read. Windows has no such modes.
func readOwn(name string) ([]byte, error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close() //nolint:errcheck // only read
	about, err := file.Stat()
	if err != nil {
		return nil, err
	}
	if mode := about.Mode().Perm(); runtime.GOOS != "windows" && mode&0o077 != 0 {
		return nil, fmt.Errorf("others can read %s (its mode is %04o): chmod 600 it", name, mode)
	}
	return io.ReadAll(file)
}

// admits refuses to listen where others can reach a service that would let all in.
func (g *guard) admits(at net.Addr) error {
	address, isTCP := at.(*net.TCPAddr)
	if len(g.tokens()) > 0 || g.openToAnyone || isTCP && address.IP.IsLoopback() {
		return nil
	}
	return usageError{fmt.Errorf("%s can be reached by others: give --tokens FILE, listen on loopback, or let whoever comes read, by --open-to-anyone", at)}
}
