package engine

import (
	"container/list"
	"sync"
)

// How many plans a database keeps, and of texts that have how many bytes in all:
// a plan takes many times what its text does. A text without parameters is
// rarely met again, so that more would only cost memory.
const (
	plansKept = 500
	textsKept = 1 << 20
)

// planKey says when a plan may be used again: for the same text, while there
// are the same indexes, constraints and names, and the graph is of about the
// same size as when its cost was estimated.
type planKey struct {
	text     string
	database string
	version  uint64
	size     int // the number of digits, in base 2, of how much there is
}

// cache keeps what was used last. It may be used from several goroutines.
type cache struct {
	lock  sync.Mutex
	most  int
	texts int        // bytes of all texts in it
	used  *list.List // of *cached, the last used first
	found map[planKey]*list.Element
}

type cached struct {
	key      planKey
	prepared *prepared
}

func newCache(most int) *cache {
	return &cache{most: most, used: list.New(), found: map[planKey]*list.Element{}}
}

func (c *cache) get(key planKey) *prepared {
	c.lock.Lock()
	defer c.lock.Unlock()
	e := c.found[key]
	if e == nil {
		return nil
	}
	c.used.MoveToFront(e)
	return e.Value.(*cached).prepared
}

func (c *cache) put(key planKey, p *prepared) {
	c.lock.Lock()
	defer c.lock.Unlock()
	if c.found[key] != nil || len(key.text) > textsKept {
		return
	}
	c.found[key] = c.used.PushFront(&cached{key, p})
	c.texts += len(key.text)
	for c.used.Len() > c.most || c.texts > textsKept {
		last := c.used.Remove(c.used.Back()).(*cached)
		c.texts -= len(last.key.text)
		delete(c.found, last.key)
	}
}
