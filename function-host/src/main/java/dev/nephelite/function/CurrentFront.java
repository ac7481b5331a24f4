package dev.nephelite.function;

import dev.nephelite.emulator.http.HttpRequest;
import dev.nephelite.emulator.http.Responder;
import dev.nephelite.emulator.http.Response;
import java.io.IOException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Lets whoever is in charge at the moment answer, so that one open port can serve one app after the other. */
record CurrentFront(Supplier<Responder> inCharge) implements Responder {
    @Override
    public CompletionStage<Response> respond(HttpRequest request) throws IOException {
        return inCharge.get().respond(request);
    }

    @Override
    public boolean isBrief(HttpRequest request) {
        return inCharge.get().isBrief(request);
    }
}
