using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SmartCityPia.Data.Search;

namespace SmartCityPia.Data.Mapping;

/// <summary>Migrations/Initial.Find.sql creates the table with its indexes, functions and triggers.</summary>
internal sealed class SearchEntryMapping : IEntityTypeConfiguration<SearchEntry>
{
    public void Configure(EntityTypeBuilder<SearchEntry> builder)
    {
        builder.ToTable("search_entries", t => t.ExcludeFromMigrations());
        builder.HasKey(e => new { e.RowId, e.Kind });
        builder.Metadata.Model.AddDbFunction(typeof(SearchEntry).GetMethod(nameof(SearchEntry.Query))!).Name = "search_query";
    }
}
