/**
 * The emulators as clients in other languages see them: the client libraries for JavaScript and Python, and programs
 * that people copy files with. Each runs as a process of its own; where one is not installed, its test is skipped and says why.
 */
@NullMarked
package dev.nephelite.client;

import org.jspecify.annotations.NullMarked;
