package dev.nephelite.emulator.service;

import dev.nephelite.emulator.error.StorageException;
import dev.nephelite.emulator.http.HttpRequest;
import dev.nephelite.emulator.http.Response;

/** The format in which a service tells its clients of errors. */
@FunctionalInterface
public interface ErrorRenderer {
    /** The answer that refuses {@code request}. */
    Response render(StorageException refusal, HttpRequest request, String requestId);
}
