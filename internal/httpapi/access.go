package httpapi

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"
)

// Errors of who asks.
var (
	errNoToken = errors.New("no token")
	errScope   = errors.New("the token may not do this")
	// errUnguarded means that nobody may, whoever asks.
	errUnguarded = errors.New("not without tokens")
)

// access is what a request may do, and by what.
type access struct {
	scope   scope
	token   string // name of its token; empty where it has none
	guarded bool   // the service knows tokens
}

const accessKey = "access"

// accessOf is what a request may do: nothing, until it is decided.
func accessOf(c *gin.Context) access {
	given, _ := c.Get(accessKey)
	decided, _ := given.(access)
	return decided
}

// wants is why a request may not do what takes a scope; nil where it may.
func wants(c *gin.Context, needed scope) error {
	switch a := accessOf(c); {
	case a.scope >= needed:
		return nil
	case !a.guarded:
		return fmt.Errorf("%w: this takes a token of scope %v, and the service was started without any: start it with --tokens FILE, where a line is NAME %v TOKEN", errUnguarded, needed, needed)
	case a.token == "":
		return fmt.Errorf("%w: this takes one of scope %v: send the header Authorization: Bearer TOKEN", errNoToken, needed)
	default:
		return fmt.Errorf("%w: this takes %v, and the token %s has %v", errScope, needed, a.token, a.scope)
	}
}

// isOpen reports whether an address is for whoever reaches the service: its
// health, and what says nothing of the graph but comes with the program.
func isOpen(path string) bool {
	return strings.HasPrefix(path, "/page/") || slices.Contains([]string{"/", "/healthz", "/readyz", openAPIPath, "/api/v1", "/api/v1/", referenceStylePath}, path)
}

// admitted decides what a request may do, and refuses it where it may not even
// read. Without tokens all may read, and nobody may do more.
func (a *api) admitted(c *gin.Context) {
	if isOpen(c.Request.URL.Path) {
		c.Next()
		return
	}
	tokens := a.tokens()
	decided := access{guarded: len(tokens) > 0}
	if !decided.guarded || a.readWithoutToken {
		decided.scope = readScope
	}
	if header := c.GetHeader("Authorization"); decided.guarded && header != "" {
		known, isKnown := tokens.find(presented(c.Request))
		if !isKnown {
			a.fail(c, fmt.Errorf("%w: the service knows none like the one that was sent", errNoToken))
			return
		}
		decided.scope, decided.token = known.scope, known.name
	}
	c.Set(accessKey, decided)
	if err := wants(c, readScope); err != nil {
		a.fail(c, err)
		return
	}
	c.Next()
}

// presented is the token that a request comes with: as such, or as the password
// of whatever user, for clients that know nothing else.
func presented(r *http.Request) string {
	if _, password, isBasic := r.BasicAuth(); isBasic {
		return password
	}
	scheme, text, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	if !strings.EqualFold(scheme, "Bearer") {
		return ""
	}
	return strings.TrimSpace(text)
}

// challenge says how to ask, where a token is missing. Basic is taken but not
// offered: a browser would ask for a password before the page can for a token.
const challenge = `Bearer realm="corridor"`
