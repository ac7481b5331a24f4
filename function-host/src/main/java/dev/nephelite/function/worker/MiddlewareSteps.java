package dev.nephelite.function.worker;

import com.microsoft.azure.functions.internal.spi.middleware.Middleware;
import com.microsoft.azure.functions.internal.spi.middleware.MiddlewareChain;
import com.microsoft.azure.functions.internal.spi.middleware.MiddlewareContext;
import java.util.List;

/** What is still to run of a call: middleware one by one, each of which decides whether it goes on, then the function. */
record MiddlewareSteps(List<Middleware> middleware, FunctionCall function) implements MiddlewareChain {
    /** The function itself. No chain: of a lambda that is one, Java 17 cannot make a class archive. */
    @FunctionalInterface
    interface FunctionCall {
        void run() throws Exception;
    }

    @Override
    public void doNext(MiddlewareContext context) throws Exception {
        if (middleware.isEmpty()) {
            function.run();
        } else {
            middleware.get(0).invoke(context, new MiddlewareSteps(middleware.subList(1, middleware.size()), function));
        }
    }
}
