using Microsoft.EntityFrameworkCore.Design;

namespace SmartCityPia.Data;

/// <summary>Lets <c>dotnet ef</c> see the model without starting the application or a database.</summary>
public sealed class DesignTime : IDesignTimeDbContextFactory<PiaDbContext>
{
    public PiaDbContext CreateDbContext(string[] args) => PiaOptions.Open("Host=design-time");
}
