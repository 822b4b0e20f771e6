select asset.id,asset.path,"it's"as its from asset where(asset.path)like(:path)escape'!'or asset.id not in(1,2)
