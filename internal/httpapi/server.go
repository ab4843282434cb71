// Package httpapi serves the page and the HTTP API. It decodes requests, calls
// named queries through db, and encodes answers; it writes no Cypher.
package httpapi

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/gin-gonic/gin" // router, MIT, widely kept

	"corridor/internal/db"
	"corridor/internal/ingest"
	"corridor/web"
)

// Options say how a service is reached and what it may show.
type Options struct {
	Log     *slog.Logger
	Address net.Addr // that it listens on: decides which Host headers it answers to
	Hosts   []string // further names that it answers to
	// Documents are passages in the reader's own copies, by key; nil where there
	// are none. With them the service answers to names of loopback only, and to
	// nothing that says that it came through a proxy.
	Documents map[string]ingest.Text
	Rows      int // how many a query may give; 0 for those of db.DefaultLimits
	// LongestWait is how long an answer in lines or an import may take whose client says
	// that it waits for it; other answers, and 0, have the time of db.DefaultLimits.
	LongestWait time.Duration
	// LongestImport is how many bytes the body of an import may have; 0 for as many as others.
	LongestImport int64
	// Tokens are those that let requests in; without any all may read and nobody
	// may do more.
	Tokens Tokens
	// TokensNow, where they may change meanwhile, gives those of each request.
	TokensNow        func() Tokens
	ReadWithoutToken bool     // let requests without a token read
	Origins          []string // whose pages may ask, as ParseOrigin gives them
	// Audit has a record of each change that a request made; Log has it where it is nil.
	Audit slog.Handler
}

func (o Options) auditHandler() slog.Handler {
	if o.Audit == nil {
		return o.Log.Handler()
	}
	return o.Audit
}

// NewServer makes a server for a database.
func NewServer(d *db.DB, o Options) *http.Server {
	gin.SetMode(gin.ReleaseMode)
	limits := db.DefaultLimits
	if o.Rows > 0 {
		limits.Rows = o.Rows
	}
	a := &api{db: d, limits: limits, log: o.Log, web: web.Embedded(), documents: o.Documents, table: served().table}
	a.reads, a.statements = newGate("reads", readsAtOnce), newGate("statements", statementsAtOnce)
	a.longestWait = max(o.LongestWait, db.DefaultLimits.Time)
	a.imports, a.longestImport = newGate("imports", importsAtOnce), max(o.LongestImport, longestBody)
	a.measures, a.audit = newMeasures(), o.auditHandler()
	a.transactions = d.NewTransactions(transactionsAtOnce, transactionIdle, transactionLife)
	life, end := context.WithCancel(context.Background())
	a.atlases = &atlases{life: life}
	a.tokens, a.readWithoutToken = o.TokensNow, o.ReadWithoutToken
	if a.tokens == nil {
		a.tokens = func() Tokens { return o.Tokens }
	}
	a.openAPI, a.reference = served().openAPI, served().reference
	names := ownNames(o.Address, o.Hosts)
	if o.Documents != nil {
		names = nil
	}
	engine := gin.New()
	engine.HandleMethodNotAllowed = true
	engine.RedirectTrailingSlash = false // it would answer before knownHost is asked
	if err := engine.SetTrustedProxies(nil); err != nil {
		panic(err) // nil is always accepted
	}
	engine.Use(a.measures.measured, a.recorded, a.recovered, secured, sized, knownHost(names), fromOrigins(o.Origins), sameSite, a.admitted, a.bounded)
	if o.Documents != nil {
		engine.Use(direct)
	}
	for _, r := range a.table {
		engine.Match(r.methods(), r.pattern(), a.handlers(r)...)
	}
	a.files(engine)
	engine.NoRoute(noAddress)
	engine.NoMethod(func(c *gin.Context) {
		refuse(c, errMethod, "this address takes "+c.Writer.Header().Get("Allow")+", not "+c.Request.Method)
	})
	server := &http.Server{
		Handler:           engine,
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       15 * time.Second,
		WriteTimeout:      db.DefaultLimits.Time + writeSlack,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    64 << 10,
		ErrorLog:          slog.NewLogLogger(o.Log.Handler(), slog.LevelWarn),
	}
	server.RegisterOnShutdown(end)
	server.RegisterOnShutdown(func() {
		if err := a.transactions.Close(context.Background()); err != nil {
			o.Log.Warn("transactions that clients left open could not be rolled back", "error", err)
		}
	})
	return server
}

// handlers are what a request to a route passes through.
func (a *api) handlers(r route) []gin.HandlerFunc {
	switch {
	case r.raw != nil:
		return []gin.HandlerFunc{a.within, func(c *gin.Context) { r.raw(a, c) }}
	case r.plain:
		return []gin.HandlerFunc{a.handle(r)}
	case r.isRead():
		return []gin.HandlerFunc{a.within, a.queued, a.handle(r)}
	case r.imports:
		return []gin.HandlerFunc{a.mayWrite, a.within, a.importing, a.handle(r)}
	case r.writes:
		return []gin.HandlerFunc{a.mayWrite, a.within, a.handle(r)}
	}
	return []gin.HandlerFunc{a.within, a.handle(r)} // which takes a place once the body is there
}

// offer is what every service serves, whatever its database.
type offer struct {
	table              []route
	openAPI, reference []byte
}

// served is made once: nobody writes to it.
var served = sync.OnceValue(func() offer {
	table := routes()
	return offer{table, openAPI(table), reference(table)}
})

// files routes what is no answer of the database: the page, the OpenAPI document
// and the page about the API.
func (a *api) files(engine *gin.Engine) {
	read := []string{http.MethodGet, http.MethodHead}
	fixed := func(kind string, content []byte) gin.HandlerFunc {
		tag := quotedHash(content)
		return func(c *gin.Context) {
			c.Header("Cache-Control", "no-cache")
			c.Header("ETag", tag)
			if isHeld(c.Request.Header.Values("If-None-Match"), tag) {
				c.Status(http.StatusNotModified)
				return
			}
			c.Data(http.StatusOK, kind, content)
		}
	}
	engine.Match(read, openAPIPath, fixed("application/json", a.openAPI))
	engine.Match(read, "/api/v1", fixed("text/html; charset=utf-8", a.reference))
	engine.Match(read, "/api/v1/", fixed("text/html; charset=utf-8", a.reference))
	engine.Match(read, referenceStylePath, fixed("text/css; charset=utf-8", referenceStyle))
	engine.GET(metricsPath, a.shown())
	engine.Match(read, "/", a.page)
	engine.Match(read, "/page/*file", a.page)
}

func noAddress(c *gin.Context) {
	refuse(c, errAddress, "see / for the page, /api/v1/ for what else there is, and /api/v1/queries for the queries")
}

// page serves the files of the page, and refuses what is none of them.
func (a *api) page(c *gin.Context) {
	if !a.web.Serve(c.Writer, c.Request, strings.Trim(c.Param("file"), "/")) {
		noAddress(c)
	}
}

// contentPolicy lets a page have scripts, styles, pictures and answers of the
// service itself, and nothing else.
const contentPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; " +
	"base-uri 'none'; frame-ancestors 'none'; form-action 'self'"

// secured sets the headers that keep the page to its own origin.
func secured(c *gin.Context) {
	h := c.Writer.Header()
	h.Set("Content-Security-Policy", contentPolicy)
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
	c.Next()
}

// sameSite refuses what a browser asks of the API on behalf of another site:
// that site could not read the answer, but it could keep the database busy. What
// another port of the same host posts is refused as well. Origins that were named
// at the start are let pass.
func sameSite(c *gin.Context) {
	path := c.Request.URL.Path
	if c.GetBool(originKey) {
		c.Next()
		return
	}
	if isOfAnotherSite(c.Request) && (strings.HasPrefix(path, "/api/") || strings.HasPrefix(path, queryAPI) || path == "/readyz" || path == metricsPath) {
		refuse(c, errSite, "a browser may ask the API from the service's own page only, or from its address bar")
		return
	}
	c.Next()
}

// isOfAnotherSite goes by what the browser says of the two sites, and where it
// says nothing, as over plain HTTP from another machine, by the origin that it
// names. A proxy may have changed the host, so that is asked second.
func isOfAnotherSite(r *http.Request) bool {
	switch r.Header.Get("Sec-Fetch-Site") {
	case "cross-site":
		return true
	case "same-site":
		return r.Method == http.MethodPost
	case "":
		origin := r.Header.Get("Origin")
		scheme, host, _ := strings.Cut(origin, "://")
		return origin != "" && (!strings.EqualFold(host, r.Host) || r.TLS != nil && scheme != "https")
	}
	return false
}

// writeSlack is what there is of time to write an answer after that of its request.
const writeSlack = 15 * time.Second

// bounded ends a request before the server would cut its connection, however
// many queries it takes.
func (a *api) bounded(c *gin.Context) {
	most := db.DefaultLimits.Time
	if wait, given := waitOf(c.Request.Header.Values("Prefer")); given && wait > most {
		most = min(wait, a.mostTime(c))
	}
	if most > db.DefaultLimits.Time {
		// A recorder has no connection, and its answer no deadline.
		if err := http.NewResponseController(c.Writer).SetWriteDeadline(time.Now().Add(most + writeSlack)); err != nil && !errors.Is(err, http.ErrNotSupported) {
			a.fail(c, fmt.Errorf("give a request more time: %w", err))
			return
		}
	}
	ctx, cancel := context.WithTimeout(c.Request.Context(), most)
	defer cancel()
	c.Request = c.Request.WithContext(ctx)
	c.Next()
}

// forwarding are headers by which a proxy says that a request is not its own;
// those that begin with X-Forwarded- are as well.
var forwarding = []string{"Forwarded", "Via", "X-Real-Ip"}

// direct refuses what a proxy says that it passes on: its reader may sit at
// another machine, though the proxy calls the service by a name of loopback.
func direct(c *gin.Context) {
	for name := range c.Request.Header {
		if strings.HasPrefix(name, "X-Forwarded-") || slices.Contains(forwarding, name) {
			refuse(c, errProxy, "with documents the service answers this machine only, and "+name+" says that a proxy passes the request on: start the service behind it without --documents")
			return
		}
	}
	c.Next()
}

// ownNames are the names that the service answers to beside those of loopback:
// the ones given, and the address listened on where it is a single one.
func ownNames(address net.Addr, hosts []string) []string {
	own := hostOf(address.String())
	if ip := net.ParseIP(own); ip != nil && ip.IsUnspecified() {
		return hosts
	}
	return append([]string{own}, hosts...)
}

// knownHost answers only requests that name a loopback host or one of the own
// names, so that no other site's name can be made to point here.
func knownHost(own []string) gin.HandlerFunc {
	return func(c *gin.Context) {
		host := hostOf(c.Request.Host)
		isHost := func(name string) bool { return strings.EqualFold(name, host) }
		if isLoopbackName(host) || slices.ContainsFunc(own, isHost) {
			c.Next()
			return
		}
		refuse(c, errHost, "this service answers as localhost, and to the names that corridor serve --host adds")
	}
}

// hostOf cuts the port off, and the brackets of an IPv6 address.
func hostOf(hostPort string) string {
	host, _, err := net.SplitHostPort(hostPort)
	if err != nil {
		host = hostPort
	}
	return strings.Trim(host, "[]")
}
