package com.example.http;

import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatus;
import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** A small REST resource: routes with constraints, objects in and out. */
public class Products {
    private static final Map<String, Product> ALL = new ConcurrentHashMap<>();

    @FunctionName("PutProduct")
    public HttpResponseMessage put(
            @HttpTrigger(
                            name = "req",
                            methods = {HttpMethod.PUT},
                            authLevel = AuthorizationLevel.ANONYMOUS,
                            route = "products/{category:alpha}/{id:int}")
                    HttpRequestMessage<Optional<Product>> request,
            @BindingName("category") String category,
            @BindingName("id") int id) {
        if (!request.getBody().isPresent()) {
            return request.createResponseBuilder(HttpStatus.BAD_REQUEST).build();
        }
        double price = request.getBody().get().getPrice();
        Product product = new Product(category, id, price);
        ALL.put(category + "/" + id, product);
        return request.createResponseBuilder(HttpStatus.CREATED)
                .header("Location", request.getUri().toString())
                .header("Content-Type", "application/json")
                .body(product)
                .build();
    }

    @FunctionName("GetProduct")
    public HttpResponseMessage get(
            @HttpTrigger(
                            name = "req",
                            methods = {HttpMethod.GET},
                            authLevel = AuthorizationLevel.ANONYMOUS,
                            route = "products/{category:alpha}/{id:int=1}")
                    HttpRequestMessage<Void> request,
            @BindingName("category") String category,
            @BindingName("id") int id) {
        Product product = ALL.get(category + "/" + id);
        return product == null
                ? request.createResponseBuilder(HttpStatus.NOT_FOUND).build()
                : request.createResponseBuilder(HttpStatus.OK)
                        .header("Content-Type", "application/json")
                        .body(product)
                        .build();
    }

    /** Takes and gives objects, without a word of HTTP. */
    @FunctionName("Discount")
    public Product discount(
            @HttpTrigger(
                            name = "product",
                            methods = {HttpMethod.POST},
                            authLevel = AuthorizationLevel.ANONYMOUS)
                    Product product) {
        return new Product(product.getCategory(), product.getId(), product.getPrice() / 2);
    }
}
