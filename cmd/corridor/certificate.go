package main

import (
	"bytes"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"os"
	"sync/atomic"

	"github.com/spf13/cobra"
)

// The variables that name a certificate and its key.
const certificateVariable, keyVariable = "CORRIDOR_TLS_CERTIFICATE", "CORRIDOR_TLS_KEY"

// certificate is what the flags of serve say on encryption.
type certificate struct {
	file, key string
	config    *tls.Config // nil where it is to be HTTP
	read      atomic.Pointer[tls.Certificate]
}

func (f *certificate) flags(cmd *cobra.Command) {
	cmd.Flags().StringVar(&f.file, "tls-certificate", os.Getenv(certificateVariable), "file with the certificate, and those between it and its authority, to serve by HTTPS ("+certificateVariable+")")
	cmd.Flags().StringVar(&f.key, "tls-key", os.Getenv(keyVariable), "file with its key ("+keyVariable+")")
	for _, name := range []string{"tls-certificate", "tls-key"} {
		cmd.Flags().Lookup(name).DefValue = "" // what a variable is set to belongs in no help
	}
}

// check reads what to serve by HTTPS with.
func (f *certificate) check() error {
	switch {
	case f.file == "" && f.key == "":
		return nil
	case f.file == "" || f.key == "":
		return usageError{errors.New("--tls-certificate and --tls-key go together: give both, or neither")}
	}
	if err := f.renew(); err != nil {
		return usageError{err}
	}
	f.config = &tls.Config{
		MinVersion:     tls.VersionTLS12,
		GetCertificate: func(*tls.ClientHelloInfo) (*tls.Certificate, error) { return f.read.Load(), nil },
	}
	return nil
}

// renew reads the certificate and its key; where it cannot, what there was stays.
func (f *certificate) renew() error {
	pair, err := tls.LoadX509KeyPair(f.file, f.key)
	if err != nil {
		return fmt.Errorf("--tls-certificate %s, --tls-key %s: %w", f.file, f.key, err)
	}
	f.read.Store(&pair)
	return nil
}

// kept are the files to look at again.
func (f *certificate) kept() []kept {
	if f.config == nil {
		return nil
	}
	return []kept{{"the certificate", []string{f.file, f.key}, f.renew}}
}

// schemeOf is how a service is called, by whether it has a certificate.
func schemeOf(encryption *tls.Config) string {
	if encryption == nil {
		return "http"
	}
	return "https"
}

// showing lets a service prove itself by showing just the certificate of a file:
// whoever asks for its health asks by address, and no name of it need be trusted.
func showing(file string) (*tls.Config, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("read the certificate: %w", err)
	}
	block, _ := pem.Decode(text)
	if block == nil || block.Type != "CERTIFICATE" {
		return nil, fmt.Errorf("%s does not begin with a certificate", file)
	}
	return &tls.Config{
		MinVersion:         tls.VersionTLS12,
		InsecureSkipVerify: true, //nolint:gosec // it is compared as a whole
		VerifyConnection: func(s tls.ConnectionState) error {
			return mustBe(block.Bytes, s.PeerCertificates)
		},
	}, nil
}

func mustBe(wanted []byte, shown []*x509.Certificate) error {
	if len(shown) == 0 || !bytes.Equal(shown[0].Raw, wanted) {
		return errors.New("the service shows another certificate")
	}
	return nil
}
