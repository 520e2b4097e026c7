using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SmartCityPia.Data.Samples;

namespace SmartCityPia.Data.Mapping;

internal sealed class SampleRowMapping : IEntityTypeConfiguration<SampleRow>
{
    public void Configure(EntityTypeBuilder<SampleRow> builder)
    {
        builder.HasKey(s => s.RowId);
        builder.Property(s => s.RowId).ValueGeneratedNever();
    }
}
