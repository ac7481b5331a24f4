/**
 * Asks a running Nephelite over HTTP. Start at {@link RemoteServer}; {@link EndpointsFile} says where one is reached.
 */
@NullMarked
package dev.nephelite.cli.remote;

import org.jspecify.annotations.NullMarked;
