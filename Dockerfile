# The program in an image that holds nothing else: no shell, and a user that owns nothing.
FROM node:24-bookworm-slim AS page
WORKDIR /src/web
COPY web/package.json web/package-lock.json web/.npmrc ./
RUN npm ci
COPY web ./
RUN npm run build

FROM golang:1.26-bookworm AS program
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
COPY --from=page /src/web/dist web/dist
ARG VERSION=development
RUN CGO_ENABLED=0 go build -trimpath -ldflags "-s -w -X main.version=${VERSION}" -o /corridor ./cmd/corridor

FROM scratch
# Of public authorities, which neo4j+s needs.
COPY --from=program /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
COPY --from=program /corridor /corridor
COPY LICENSE NOTICE /licenses/
COPY graph/dataset/LICENSE /licenses/dataset/
# Whom docker run opens the port to decides who reaches the service.
ENV CORRIDOR_LISTEN=0.0.0.0:8270 CORRIDOR_OPEN_TO_ANYONE=true
EXPOSE 8270
USER 65532:65532
HEALTHCHECK --interval=10s --timeout=10s --start-period=10s CMD ["/corridor", "health"]
ENTRYPOINT ["/corridor"]
# Without a volume there is nowhere to keep a database.
CMD ["serve", "--memory"]
