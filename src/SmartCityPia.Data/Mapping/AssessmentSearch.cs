using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SmartCityPia.Data.Search;

namespace SmartCityPia.Data.Mapping;

/// <summary>Migrations/Initial.Search.sql creates the table with its index, functions and triggers.</summary>
internal sealed class AssessmentSearchMapping : IEntityTypeConfiguration<AssessmentSearch>
{
    public void Configure(EntityTypeBuilder<AssessmentSearch> builder)
    {
        builder.ToTable("assessment_search", t => t.ExcludeFromMigrations());
        builder.HasKey(s => s.AssessmentId);
        builder.Metadata.Model.AddDbFunction(typeof(AssessmentSearch).GetMethod(nameof(AssessmentSearch.Pattern))!).Name = "search_pattern";
    }
}
