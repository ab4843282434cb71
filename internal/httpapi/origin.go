package httpapi

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"
)

// ParseOrigin reads an origin as browsers name it: scheme, host, and port where
// it is not the usual one.
func ParseOrigin(text string) (string, error) {
	u, err := url.Parse(text)
	switch {
	case err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" || strings.Contains(u.Host, "*"):
		return "", fmt.Errorf("%q is no origin: want one such as https://graph.example, exactly; there are no patterns", text)
	case u.User != nil || u.Path != "" && u.Path != "/" || u.RawQuery != "" || u.Fragment != "":
		return "", fmt.Errorf("%q has more than an origin: want scheme and host, such as https://graph.example", text)
	}
	usual := map[string]string{"http": ":80", "https": ":443"}[u.Scheme]
	return u.Scheme + "://" + strings.TrimSuffix(strings.ToLower(u.Host), usual), nil
}

const originKey = "origin"

// Headers that pages of other origins may send and read.
const (
	sentHeaders = "Accept, Authorization, Content-Type, If-Match, If-None-Match, Prefer"
	readHeaders = "ETag, Location, Preference-Applied, Retry-After, WWW-Authenticate, X-Request-Id"
)

// fromOrigins lets pages of the origins that were named at the start ask and
// read, and answers their browsers when these ask before.
func fromOrigins(known []string) gin.HandlerFunc {
	return func(c *gin.Context) {
		if len(known) == 0 {
			c.Next()
			return
		}
		h := c.Writer.Header()
		h.Add("Vary", "Origin")
		origin := c.GetHeader("Origin")
		if !slices.Contains(known, origin) {
			c.Next()
			return
		}
		c.Set(originKey, true)
		h.Set("Access-Control-Allow-Origin", origin)
		h.Set("Access-Control-Expose-Headers", readHeaders)
		if c.Request.Method == http.MethodOptions && c.GetHeader("Access-Control-Request-Method") != "" {
			h.Set("Access-Control-Allow-Methods", "GET, HEAD, POST, PUT, PATCH, DELETE")
			h.Set("Access-Control-Allow-Headers", sentHeaders)
			h.Set("Access-Control-Max-Age", "600") // seconds
			c.AbortWithStatus(http.StatusNoContent)
			return
		}
		c.Next()
	}
}
