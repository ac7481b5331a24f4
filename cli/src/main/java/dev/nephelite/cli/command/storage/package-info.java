/**
 * The commands that read and write blobs and messages, one class each. They talk to storage as any client does, so functions
 * that listen to it run.
 */
@NullMarked
package dev.nephelite.cli.command.storage;

import org.jspecify.annotations.NullMarked;
