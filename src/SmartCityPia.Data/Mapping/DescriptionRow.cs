using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SmartCityPia.Domain.Dossiers;

namespace SmartCityPia.Data.Mapping;

/// <summary>A row of a service description: deleted with it, indexed by it, with a concurrency token.</summary>
internal class DescriptionRowMapping<TRow> : IEntityTypeConfiguration<TRow> where TRow : class, IRow
{
    public virtual void Configure(EntityTypeBuilder<TRow> builder)
    {
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.Property(r => r.OwnerId).HasColumnName("description_id");
        builder.HasIndex(r => r.OwnerId);
        builder.Property(r => r.Version).IsRowVersion();
        builder.HasOne<ServiceDescription>().WithMany().HasForeignKey(r => r.OwnerId).OnDelete(DeleteBehavior.Cascade);
    }
}
