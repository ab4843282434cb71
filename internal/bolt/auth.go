package bolt

import (
	"crypto/sha256"
	"crypto/subtle"
	"fmt"
	"maps"
	"sync"
	"time"

	"corridor/internal/engine/value"
)

// Auth lets one user in, by a password. A nil Auth lets everybody in.
type Auth struct {
	user, password [sha256.Size]byte

	mu    sync.Mutex
	wrong map[[sha256.Size]byte]mistakes // by user, known or not: nobody learns who is
}

// mistakes are wrong passwords in a row.
type mistakes struct {
	count int
	last  time.Time
}

const (
	mistakesAllowed = 3
	mistakesPause   = 5 * time.Second // after them, before a further try
	mistakesKept    = 10_000          // users, before old ones are forgotten
)

const rateLimited value.Code = "Neo.ClientError.Security.AuthenticationRateLimit"

// NewAuth lets in who gives this password for this user.
func NewAuth(user, password string) *Auth {
	return &Auth{
		user:     sha256.Sum256([]byte(user)),
		password: sha256.Sum256([]byte(password)),
		wrong:    map[[sha256.Size]byte]mistakes{},
	}
}

func refused(format string, args ...any) error {
	return &value.Error{Code: value.Unauthorized, Message: fmt.Sprintf(format, args...)}
}

// check says why a token does not let its bearer in; nil if it does.
//
//	token = {scheme: "basic", principal, credentials}
func (a *Auth) check(token *value.Mapping, now time.Time) error {
	if a == nil {
		return nil
	}
	parts := map[string]string{}
	for _, key := range []string{"scheme", "principal", "credentials"} {
		v, _ := token.Get(key)
		if v.Kind() != value.String {
			return refused("The authentication token has no text at the key `%s`.", key)
		}
		if parts[key] = v.Text(); parts["scheme"] != "basic" {
			return refused("The authentication scheme '%s' is not supported here; basic is.", parts["scheme"])
		}
	}
	return a.match(sha256.Sum256([]byte(parts["principal"])), sha256.Sum256([]byte(parts["credentials"])), now)
}

// match compares in a time that does not depend on where the difference is.
func (a *Auth) match(user, password [sha256.Size]byte, now time.Time) error {
	right := subtle.ConstantTimeCompare(user[:], a.user[:]) & subtle.ConstantTimeCompare(password[:], a.password[:])
	a.mu.Lock()
	defer a.mu.Unlock()
	past := a.wrong[user]
	if past.count >= mistakesAllowed && now.Sub(past.last) < mistakesPause {
		return &value.Error{Code: rateLimited, Message: "The client has given a wrong password too many times in a row; try again in a few seconds."}
	}
	if right == 1 {
		delete(a.wrong, user)
		return nil
	}
	a.remember(user, mistakes{past.count + 1, now})
	return refused("The user or the password is wrong.")
}

// remember bounds what strangers can make the server keep; of the one user
// there is, mistakes are always known.
func (a *Auth) remember(user [sha256.Size]byte, m mistakes) {
	if len(a.wrong) >= mistakesKept {
		maps.DeleteFunc(a.wrong, func(_ [sha256.Size]byte, past mistakes) bool { return m.last.Sub(past.last) >= mistakesPause })
	}
	if user == a.user || len(a.wrong) < mistakesKept {
		a.wrong[user] = m
	}
}
