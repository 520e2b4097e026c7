using Microsoft.Extensions.DependencyInjection;
using SmartCityPia.Data;
using SmartCityPia.TestSupport;
using Xunit;

namespace SmartCityPia.WebTests.Infrastructure;

/// <summary>A model takes a second to build. Contexts that differ only in how they were set up would each build one.</summary>
public sealed class SharedModelTests(WebApp app) : IClassFixture<WebApp>
{
    [Fact]
    public void Model_OfThePoolAndOfAContextOutsideIt_IsTheSame()
    {
        using var scope = app.Services.CreateScope();
        using var outside = PiaOptions.Open("Host=nowhere");

        Assert.Same(outside.Model, scope.ServiceProvider.GetRequiredService<PiaDbContext>().Model);
    }
}
