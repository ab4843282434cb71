// Package httpapi serves the page and the HTTP API. It decodes requests, calls
// named queries through db, and encodes answers; it writes no Cypher.
package httpapi

import (
	"log/slog"
	"net"
	"net/http"
	"strings"
	"time"

	"github.com/gin-gonic/gin" // router, MIT, widely kept

	"corridor/internal/db"
	"corridor/web"
)

// NewServer makes a server for a database. The address it listens on decides
// which Host headers it answers to.
func NewServer(d *db.DB, log *slog.Logger, address net.Addr) *http.Server {
	gin.SetMode(gin.ReleaseMode)
	a := &api{db: d, log: log}
	engine := gin.New()
	engine.HandleMethodNotAllowed = true
	if err := engine.SetTrustedProxies(nil); err != nil {
		panic(err) // nil is always accepted
	}
	engine.Use(a.recorded, a.recovered, knownHost(address), secured)
	for _, r := range a.routes() {
		engine.Handle(http.MethodGet, r.path, r.handle)
	}
	page := http.FileServer(http.FS(web.Page()))
	engine.GET("/", gin.WrapH(page))
	engine.GET("/page/*file", gin.WrapH(http.StripPrefix("/page", page)))
	engine.NoRoute(func(c *gin.Context) {
		refuse(c, http.StatusNotFound, "no such address", "see / for the page and /api/v1/queries for the queries")
	})
	engine.NoMethod(func(c *gin.Context) {
		refuse(c, http.StatusMethodNotAllowed, "method not allowed", "this address is read with GET")
	})
	return &http.Server{
		Handler:           engine,
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       15 * time.Second,
		WriteTimeout:      db.DefaultLimits.Time + 15*time.Second,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    64 << 10,
		ErrorLog:          slog.NewLogLogger(log.Handler(), slog.LevelWarn),
	}
}

// secured sets the headers that keep the page to its own origin.
func secured(c *gin.Context) {
	h := c.Writer.Header()
	h.Set("Content-Security-Policy", "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
	c.Next()
}

// knownHost answers only requests that name a loopback host or the address
// listened on, so that no other site's name can be made to point here.
func knownHost(address net.Addr) gin.HandlerFunc {
	own, _, err := net.SplitHostPort(address.String())
	if err != nil {
		own = address.String()
	}
	return func(c *gin.Context) {
		host := c.Request.Host
		if h, _, err := net.SplitHostPort(host); err == nil {
			host = h
		}
		host = strings.Trim(host, "[]")
		ip := net.ParseIP(host)
		if host == "localhost" || host == own || ip != nil && ip.IsLoopback() {
			c.Next()
			return
		}
		refuse(c, http.StatusMisdirectedRequest, "unknown host", "this service answers as localhost only")
	}
}
