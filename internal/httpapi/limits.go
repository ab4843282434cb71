package httpapi

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"corridor/internal/db"
)

// How long the parts of a request may be. net/http itself refuses what has more
// than MaxHeaderBytes before its heading, without a problem.
const (
	longestURL     = 16 << 10
	longestHeaders = 32 << 10
)

// How many requests of a kind may run at once. The driver has a hundred
// connections; statements of readers, which may take long, are not to take all
// of them from the page.
const (
	readsAtOnce      = 80
	statementsAtOnce = 8
	importsAtOnce    = 2 // each is in memory as a whole, some times over
)

// placeTime is how long a request waits for a place: a burst passes, and what
// would wait for long hears of it.
const placeTime = time.Second

// gate lets only so many requests of a kind run at once.
type gate struct {
	what   string // the requests, in the plural
	places chan struct{}
}

func newGate(what string, places int) gate { return gate{what, make(chan struct{}, places)} }

// enter takes a place, which leave gives back, or says that there is none.
func (g gate) enter(ctx context.Context) (leave func(), err error) {
	leave = func() { <-g.places }
	select {
	case g.places <- struct{}{}:
		return leave, nil
	default:
	}
	late := time.NewTimer(placeTime)
	defer late.Stop()
	select {
	case g.places <- struct{}{}:
		return leave, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	case <-late.C:
		return nil, fmt.Errorf("%w: concurrency: %d %s are under way, and no more run at once: try again in some seconds", errBusy, cap(g.places), g.what)
	}
}

// queued answers a read when it has a place.
func (a *api) queued(c *gin.Context) {
	leave, err := a.reads.enter(c.Request.Context())
	if err != nil {
		a.fail(c, err)
		return
	}
	defer leave()
	c.Next()
}

// sized refuses addresses and headers that are longer than any of use.
func sized(c *gin.Context) {
	if n := len(c.Request.RequestURI); n > longestURL {
		refuse(c, errURL, fmt.Sprintf("it has %d bytes, and at most %d are taken: name fewer values, or send a statement to /api/v1/cypher", n, longestURL))
		return
	}
	n := 0
	for name, values := range c.Request.Header {
		for _, value := range values {
			n += len(name) + len(value) + len(": \r\n")
		}
	}
	if n > longestHeaders {
		refuse(c, errHeaders, fmt.Sprintf("they have %d bytes, and at most %d are taken", n, longestHeaders))
		return
	}
	c.Next()
}

const timeKey = "time"

// timeLimit is how long a request may take, and who says so.
func timeLimit(c *gin.Context) string {
	if preferred := c.GetString(timeKey); preferred != "" {
		return preferred
	}
	return db.DefaultLimits.Time.String()
}

// mostTime is how long a request may take whose client waits for it. Answers in lines
// and imports may be long, and have what the operator gives them.
func (a *api) mostTime(c *gin.Context) time.Duration {
	form, err := formOf(c.Request.Header.Values("Accept"))
	isLines := err == nil && form.lines && strings.HasPrefix(c.Request.URL.Path, queryAPI)
	if isLines || c.FullPath() == importPattern {
		return a.longestWait
	}
	return db.DefaultLimits.Time
}

// importing lets only so many imports be in memory at once, and gives their bodies all
// of the request's time to arrive.
func (a *api) importing(c *gin.Context) {
	leave, err := a.imports.enter(c.Request.Context())
	if err != nil {
		a.fail(c, err)
		return
	}
	defer leave()
	if end, isBounded := c.Request.Context().Deadline(); isBounded {
		// A recorder has no connection, and what it reads no deadline.
		if err := http.NewResponseController(c.Writer).SetReadDeadline(end); err != nil && !errors.Is(err, http.ErrNotSupported) {
			a.fail(c, fmt.Errorf("give a body more time: %w", err))
			return
		}
	}
	c.Next()
}

// within ends a request after the time that its client prefers to wait for it
// (RFC 7240), where the service gives that.
func (a *api) within(c *gin.Context) {
	wait, given := waitOf(c.Request.Header.Values("Prefer"))
	if !given {
		c.Next()
		return
	}
	wait = min(wait, a.mostTime(c))
	applied := "wait=" + strconv.FormatInt(int64(wait/time.Second), 10)
	c.Header("Preference-Applied", applied)
	c.Set(timeKey, wait.String()+", by Prefer: "+applied)
	ctx, cancel := context.WithTimeout(c.Request.Context(), wait)
	defer cancel()
	c.Request = c.Request.WithContext(ctx)
	c.Next()
}

// waitOf finds how long the preferences of a request let it take. The first
// counts; one that cannot be met is passed over, as preferences are.
func waitOf(headers []string) (time.Duration, bool) {
	for preference := range strings.SplitSeq(strings.Join(headers, ","), ",") {
		preference, _, _ = strings.Cut(preference, ";")
		name, value, _ := strings.Cut(preference, "=")
		if !strings.EqualFold(strings.TrimSpace(name), "wait") {
			continue
		}
		seconds, err := strconv.ParseUint(strings.Trim(strings.TrimSpace(value), `"`), 10, 32)
		return time.Duration(seconds) * time.Second, err == nil && seconds > 0
	}
	return 0, false
}

// outOfTime makes an error of a request that ran out of time one that says by
// which limit; what the driver made of it tells less.
func outOfTime(c *gin.Context, ended, err error) error {
	if ended != context.DeadlineExceeded { //nolint:errorlint // wrapped, it has a reason of its own: the service stops
		return fmt.Errorf("%w: %w", db.ErrLimit, ended)
	}
	kind := db.ErrLimit
	if errors.Is(err, errDemands) {
		kind = errDemands
	}
	switch {
	case errors.Is(err, db.ErrLimit):
		err = errors.New("ask for less of it")
	case errors.Is(err, db.ErrUnreachable): // in words of the driver, which cut the connection
		err = errors.New("the database had not given all of it by then")
	}
	// Without the error's kind: a connection that was cut for its time is no database out of reach.
	return fmt.Errorf("%w: time: the request took longer than %s: %s", kind, timeLimit(c), err.Error())
}
