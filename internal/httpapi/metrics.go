package httpapi

import (
	"net"
	"net/http"
	"strconv"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/prometheus/client_golang/prometheus" // metrics as Prometheus reads them, Apache-2.0, Prometheus' own
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

const metricsPath = "/metrics"

// measures are what a service counts of itself.
type measures struct {
	registry *prometheus.Registry
	requests *prometheus.CounterVec
	duration *prometheus.HistogramVec
	inFlight prometheus.Gauge
	queries  *prometheus.HistogramVec
}

// durations are the bounds of times in seconds: from what a small read takes to
// the limit of a request.
var durations = []float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30}

func newMeasures() *measures {
	ofRequest := []string{"method", "route", "status"}
	m := &measures{
		registry: prometheus.NewRegistry(),
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "http_requests_total", Help: "Requests that were answered."}, ofRequest),
		duration: prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: "http_request_duration_seconds", Help: "How long requests took.", Buckets: durations}, ofRequest),
		inFlight: prometheus.NewGauge(prometheus.GaugeOpts{Name: "http_requests_in_flight", Help: "Requests under way."}),
		queries: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "corridor_query_duration_seconds", Help: "How long the database took for a text of a named query, its rows or their whole; query is empty for statements of readers.", Buckets: durations,
		}, []string{"query"}),
	}
	m.registry.MustRegister(m.requests, m.duration, m.inFlight, m.queries,
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

// methods are those that are counted by name: a request may call any word its
// method, and each would be kept for ever.
var methods = map[string]bool{
	http.MethodGet: true, http.MethodHead: true, http.MethodPost: true, http.MethodPut: true, http.MethodPatch: true, http.MethodDelete: true, http.MethodOptions: true,
}

// measured counts a request. Its route is the pattern in the table, never the
// path: there are as many of those as there are keys.
func (m *measures) measured(c *gin.Context) {
	begin := time.Now()
	m.inFlight.Inc()
	defer m.inFlight.Dec()
	c.Next()
	method := c.Request.Method
	if !methods[method] {
		method = "other"
	}
	of := []string{method, c.FullPath(), strconv.Itoa(c.Writer.Status())}
	m.requests.WithLabelValues(of...).Inc()
	m.duration.WithLabelValues(of...).Observe(time.Since(begin).Seconds())
}

// asked counts a query.
func (m *measures) asked(query string, took time.Duration) {
	m.queries.WithLabelValues(query).Observe(took.Seconds())
}

// shown answers what was counted to who may see it: with tokens of scope admin,
// without any from this machine.
func (a *api) shown() gin.HandlerFunc {
	handler := promhttp.HandlerFor(a.measures.registry, promhttp.HandlerOpts{Registry: a.measures.registry})
	return func(c *gin.Context) {
		if err := wants(c, adminScope); err != nil && (accessOf(c).guarded || !isOfThisMachine(c.Request)) {
			a.fail(c, err)
			return
		}
		handler.ServeHTTP(c.Writer, c.Request)
	}
}

// isOfThisMachine goes by the connection alone: headers say what their senders like.
func isOfThisMachine(r *http.Request) bool {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	ip := net.ParseIP(host)
	return err == nil && ip != nil && ip.IsLoopback()
}
