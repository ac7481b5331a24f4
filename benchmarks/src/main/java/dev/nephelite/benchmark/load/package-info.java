/**
 * The load: pieces of work done by the generator in {@code src/main/c}, which is compiled on first use, and what it
 * counted. Start reading at {@code Load}. Nothing here starts a server or knows what a measurement is good for.
 */
@NullMarked
package dev.nephelite.benchmark.load;

import org.jspecify.annotations.NullMarked;
