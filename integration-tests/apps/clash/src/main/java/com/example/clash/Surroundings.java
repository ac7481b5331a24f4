package com.example.clash;

import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import java.util.Hashtable;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import javax.naming.Context;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.naming.spi.InitialContextFactory;

/** Tells whether libraries that ask the current thread for a class loader get the one of the app, wherever they ask. */
public class Surroundings {
    private static final ClassLoader OWN = Surroundings.class.getClassLoader();
    private static final boolean IN_STATIC_INITIALISER = isOwn();

    /** A service of the app, named in its META-INF/services. */
    public static final class Greeting implements Supplier<String> {
        @Override
        public String get() {
            return "hello";
        }
    }

    /** A directory that only the app knows. */
    public static final class Directory implements InitialContextFactory {
        @Override
        public Context getInitialContext(Hashtable<?, ?> environment) throws NamingException {
            return new InitialContext(true) {
                @Override
                public Object lookup(String name) {
                    return "found " + name;
                }
            };
        }
    }

    private static boolean isOwn() {
        return Thread.currentThread().getContextClassLoader() == OWN;
    }

    @FunctionName("surroundings")
    public Map<String, Object> surroundings(
            @HttpTrigger(name = "request", methods = HttpMethod.GET, authLevel = AuthorizationLevel.ANONYMOUS)
                    String request)
            throws Exception {
        Map<String, Object> surroundings = new TreeMap<>();
        surroundings.put("function", isOwn());
        surroundings.put("static initialiser", IN_STATIC_INITIALISER);
        ExecutorService executor = Executors.newSingleThreadExecutor();
        surroundings.put("callback", CompletableFuture.supplyAsync(Surroundings::isOwn, executor).get());
        executor.shutdown();
        surroundings.put(
                "services",
                ServiceLoader.load(Supplier.class).stream().map(each -> each.get().get()).toList());
        Hashtable<String, String> environment = new Hashtable<>();
        environment.put(Context.INITIAL_CONTEXT_FACTORY, Directory.class.getName());
        surroundings.put("directory", new InitialContext(environment).lookup("orders"));
        return surroundings;
    }
}
