/**
 * Tests of the emulators with clients in other languages: the client libraries for JavaScript and Python, and programs
 * that copy files. Each runs in a separate process; if one is not installed, its test is skipped and says why.
 */
@NullMarked
package dev.nephelite.client;

import org.jspecify.annotations.NullMarked;
