// single-row durable tx
CREATE (:Tick {id:$id, v:$v})
