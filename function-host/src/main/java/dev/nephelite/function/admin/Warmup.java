package dev.nephelite.function.admin;

import dev.nephelite.emulator.http.Response;
import dev.nephelite.function.admin.AdminRoutes.AdminOperation;
import dev.nephelite.function.admin.AdminRoutes.AdminRequest;
import dev.nephelite.function.trigger.warmup.WarmupTrigger;
import java.util.concurrent.atomic.AtomicBoolean;

/** Runs the functions with a warmup trigger, once. */
final class Warmup implements AdminOperation {
    private final HostControl host;
    private final AtomicBoolean done = new AtomicBoolean();

    Warmup(HostControl host) {
        this.host = host;
    }

    @Override
    public Response handle(AdminRequest request) {
        if (done.compareAndSet(false, true)) {
            host.app().runnableFunctions().stream()
                    .filter(function -> function.trigger().isType(WarmupTrigger.NAME) && !function.disabled())
                    .forEach(function -> host.invoke(function, ""));
        }
        return Response.of(200);
    }
}
