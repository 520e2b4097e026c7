using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SmartCityPia.Domain.Dossiers;

namespace SmartCityPia.Data.Mapping;

internal sealed class ServiceDescriptionMapping : IEntityTypeConfiguration<ServiceDescription>
{
    public void Configure(EntityTypeBuilder<ServiceDescription> builder)
    {
        builder.Property(d => d.Id).ValueGeneratedNever();
        builder.Property(d => d.OwnerId).HasColumnName("service_id");
        builder.Property(d => d.Version).IsRowVersion();
        builder.HasIndex(d => new { d.OwnerId, d.Revision }).IsUnique();
        builder.HasOne<Service>().WithMany().HasForeignKey(d => d.OwnerId).OnDelete(DeleteBehavior.Cascade);
    }
}
