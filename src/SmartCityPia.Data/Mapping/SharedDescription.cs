using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Submissions;

namespace SmartCityPia.Data.Mapping;

internal sealed class SharedDescriptionMapping : IEntityTypeConfiguration<SharedDescription>
{
    public void Configure(EntityTypeBuilder<SharedDescription> builder)
    {
        builder.Property(s => s.Id).ValueGeneratedNever().HasColumnName("assessment_id");
        builder.Property(s => s.ShownJson).HasColumnType("text");
        builder.Property(s => s.AgreedJson).HasColumnType("text");
        builder.HasOne<Assessment>().WithOne().HasForeignKey<SharedDescription>(s => s.Id).OnDelete(DeleteBehavior.Cascade);
    }
}
