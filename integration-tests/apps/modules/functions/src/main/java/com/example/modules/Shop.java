package com.example.modules;

import com.example.modules.core.Prices;
import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;

/** The function of this app, which needs a class of another module. */
public class Shop {
    @FunctionName("price")
    public String price(
            @HttpTrigger(
                            name = "request",
                            methods = HttpMethod.GET,
                            authLevel = AuthorizationLevel.ANONYMOUS,
                            route = "price/{article}")
                    HttpRequestMessage<String> request,
            @BindingName("article") String article) {
        return Prices.of(article);
    }
}
