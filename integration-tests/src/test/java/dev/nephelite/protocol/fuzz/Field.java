package dev.nephelite.protocol.fuzz;

/** A query parameter or a header, as it stands on the wire. */
record Field(String name, String value) {}
